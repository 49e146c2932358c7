<?php
/**
 * The folders in which the hook keeps what other processes should find: closed to everybody else, and written whole or not at all.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_settings.php';

/** @return list<string> the folder of the settings, then one of our own in the temporary folder */
function cacheFolders(Settings $settings): array
{
    $user = function_exists('posix_geteuid') ? posix_geteuid() : 0;
    $own = sys_get_temp_dir() . "/demoras-$user-" . md5($settings->siteUrl);

    return array_unique([$settings->cacheFolder ?: $own, $own]);
}

/** Return the first of those folders that is there, or can be made, and is ours alone; null if none is. */
function writableFolder(Settings $settings): ?string
{
    foreach (cacheFolders($settings) as $folder) {
        if (is_dir($folder) || @mkdir($folder, 0700, true)) {
            if (isPrivate($folder) && is_writable($folder)) {
                return $folder;
            }
        }
    }

    return null;
}

/** Tell whether a folder is there, ours, and closed to others: in a shared temporary one somebody else could have made it. */
function isPrivate(string $folder): bool
{
    clearstatcache(true, $folder);
    $isOurs = !function_exists('posix_geteuid') || @fileowner($folder) === posix_geteuid();

    return is_dir($folder) && !is_link($folder) && $isOurs && (fileperms($folder) & 0077) === 0;
}

/** Write a file whole or not at all; tell whether it is there. */
function written(string $file, string $text): bool
{
    $part = $file . '.' . bin2hex(random_bytes(4));
    $isWritten = @file_put_contents($part, $text) === strlen($text) && @rename($part, $file);
    if (!$isWritten) {
        @unlink($part);
    }

    return $isWritten;
}
