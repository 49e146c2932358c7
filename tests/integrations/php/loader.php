<?php
/** The folder `includes/hooks` of a shop comes in; what its files hooked, printed and logged goes out. WHMCS loads each `*.php` of it. */

declare(strict_types=1);

require __DIR__ . '/strict.php';

$hooks = [];
$activity = [];

function add_hook(string $point, int $priority, callable $work): void
{
    $GLOBALS['hooks'][$point] = $work;
}

function logActivity(string $message): void
{
    $GLOBALS['activity'][] = $message;
}

$asked = asked();
ob_start();
foreach (glob($asked['folder'] . '/*.php') as $file) {
    include $file;
}
if (isset($hooks['DailyCronJob'])) {
    $hooks['DailyCronJob']([]);
}
answered(['hooks' => array_keys($hooks), 'activity' => $activity, 'printed' => ob_get_clean()]);
