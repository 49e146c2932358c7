<?php
/** A key, a site and events with their ids and moments come in; the line of each goes out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

$asked = asked();
$settings = new Demoras\Settings((string) hex2bin($asked['secret']), $asked['site'], 'https://x.example/', '');
answered(array_map(static fn (array $event): string => Demoras\eventLine($settings, ...$event), $asked['events']));
