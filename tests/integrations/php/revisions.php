<?php
/** A site, a cache folder and moments come in; what the hook takes as the current revisions at each moment goes out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

$asked = asked();
$settings = new Demoras\Settings(implode('', array_map('chr', range(0, 31))), 'prod', $asked['site_url'], $asked['cache']);
// Without seconds the hook's own limits hold.
$fetch = static fn (string $url, float $seconds): ?string => Demoras\fetch($url, $asked['seconds'] ?? $seconds, $asked['by_curl']);
answered(array_map(static fn (int $now): ?array => Demoras\revisions($settings, $now, $fetch), $asked['moments']));
