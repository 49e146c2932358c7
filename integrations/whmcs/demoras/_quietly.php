<?php
/**
 * The hook's work done so that the shop never notices: nothing printed, nothing thrown, and one line for staff when it fails.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_settings.php';

/** Return what the work returns, or '' if it fails; print nothing, whatever it does. */
function quietly(callable $work): string
{
    ob_start();
    set_error_handler(static fn (): bool => true);
    try {
        return $work();
    } catch (Fault $fault) {
        complain($fault->getMessage());
    } catch (\Throwable $error) {
        // Its own message could quote what it was working on.
        complain('Error inesperado ' . $error::class . ' en ' . basename($error->getFile()) . ':' . $error->getLine());
    } finally {
        restore_error_handler();
        ob_end_clean();
    }

    return '';
}

/** Say in WHMCS's activity log, once per request, what staff must mend. */
function complain(string $message): void
{
    static $said = [];
    if (!isset($said[$message]) && function_exists('logActivity')) {
        $said[$message] = true;
        \logActivity("Demoras: $message");
    }
}
