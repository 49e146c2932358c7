<?php
/** Loads nothing by itself: a handler that makes an exception of every warning, what was asked on stdin, where the outcome goes. */

declare(strict_types=1);

set_error_handler(static function (int $severity, string $message, string $file, int $line): bool {
    if ((error_reporting() & $severity) === 0) {
        return false;
    }
    throw new ErrorException($message, 0, $severity, $file, $line);
});

function asked(): array
{
    static $asked = null;

    return $asked ??= json_decode((string) stream_get_contents(STDIN), true, 16, JSON_THROW_ON_ERROR);
}

// The outcome goes to a file, so that a test can demand that nothing at all was printed.
function answered(mixed $outcome): void
{
    file_put_contents($GLOBALS['argv'][1], json_encode($outcome, JSON_THROW_ON_ERROR));
}

const HOOK = __DIR__ . '/../../../integrations/whmcs/demoras.php';
