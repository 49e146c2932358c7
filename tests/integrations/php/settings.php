<?php
/** The place of a settings file comes in; what the hook makes of it goes out: its public values, or its fault. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

$asked = asked();
define('DEMORAS_SETTINGS', $asked['settings']);
define('ROOTDIR', $asked['root']);
try {
    $settings = Demoras\settings();
    answered(['site' => $settings->site, 'days' => $settings->linkedDays, 'dump' => print_r($settings, true)]);
} catch (Demoras\Fault $fault) {
    answered(['fault' => $fault->getMessage()]);
}
