<?php
/** Settings and moments come in; at each moment something happens. What was logged at each, and the seconds the longest took, go out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';

$activity = [];

function logActivity(string $message): void
{
    $GLOBALS['activity'][] = $message;
}

require HOOK;

$asked = asked();
$settings = new Demoras\Settings(
    str_repeat('k', 32),
    'prod',
    $asked['site_url'],
    $asked['cache'],
    runs: $asked['runs'],
    wait: $asked['wait'],
);
$longest = 0;
$told = [];
foreach ($asked['moments'] as [$moment, $isNews]) {
    $activity = [];
    if ($isNews) {
        touch(Demoras\writableFolder($settings) . Demoras\OWED_FILE);
    }
    $begun = hrtime(true);
    Demoras\quietly(static function () use ($settings, $moment): string {
        Demoras\askForTheRunOwed($settings, Demoras\Runs::of($settings), $moment);

        return '';
    });
    $longest = max($longest, (hrtime(true) - $begun) / 1e9);
    $told[] = $activity;
}
answered(['activity' => $told, 'longest' => $longest]);
