<?php
/**
 * The revisions that the published site says its links have, read seldom, within limits, and kept for when it is down.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_cache.php';
require_once __DIR__ . '/_exchange.php';
require_once __DIR__ . '/_quietly.php';
require_once __DIR__ . '/_settings.php';

const FRESH_SECONDS = 3600;
const RETRY_SECONDS = 600;
const CACHE_FILE = '/revisiones.json';

/**
 * Return the current revisions by tag: the site's, at most an hour old, else the last good ones, else null.
 *
 * Old ones do no harm: a link of a revoked revision opens nothing. Without any, a revoked link could be sent again.
 *
 * @param ?callable(string, float): ?string $fetch
 * @return ?array<string, int>
 */
function revisions(Settings $settings, int $now, ?callable $fetch = null): ?array
{
    $read = 0;
    $tried = 0;
    $body = $known = null;
    foreach (kept($settings) as $record) {
        // A clock that was set back would otherwise believe what was kept "in the future" for ever: it counts as the oldest.
        $tried = max($tried, $record['tried'] <= $now ? $record['tried'] : 0);
        $since = $record['read'] <= $now ? $record['read'] : 0;
        $parsed = $since < $read || $record['body'] === null ? null : parsedRevisions($record['body']);
        if ($parsed !== null) {
            [$read, $body, $known] = [$since, $record['body'], $parsed];
        }
    }
    if (($known !== null && $now - $read < FRESH_SECONDS) || $now - $tried < RETRY_SECONDS) {
        return $known;
    }
    // Written first, so that whoever sends an e-mail meanwhile does not wait for a site that hangs.
    $isKept = keep($settings, ['tried' => $now, 'read' => $read, 'body' => $body]);
    $address = rtrim($settings->siteUrl, '/') . '/pedido/revisiones.json';
    // Where nothing can be kept, every process asks for itself: then none may wait long.
    $answer = ($fetch ?? fetch(...))($address, $isKept ? FETCH_SECONDS : $settings->wait);
    $fresh = $answer === null ? null : parsedRevisions($answer);
    if ($fresh === null) {
        $effect = $known === null ? 'No se dan enlaces hasta leerlo.' : 'Se usa la última copia.';
        complain($answer !== null && isOfOtherVersion($answer)
            ? "pedido/revisiones.json del sitio es de una versión que este archivo no conoce. $effect"
            : "No se pudo leer pedido/revisiones.json del sitio. $effect");

        return $known;
    }
    keep($settings, ['tried' => $now, 'read' => $now, 'body' => $answer]);

    return $fresh;
}

/** Tell whether a newer program published it: what it means cannot be guessed. */
function isOfOtherVersion(string $json): bool
{
    $value = json_decode($json, false, 8);

    return $value instanceof \stdClass && is_int($value->v ?? null) && $value->v !== 1;
}

/** @return ?array<string, int> null unless it is exactly of the published form */
function parsedRevisions(string $json): ?array
{
    $value = json_decode($json, false, 8);
    if (!$value instanceof \stdClass || ($value->v ?? null) !== 1 || !($value->revisions ?? null) instanceof \stdClass) {
        return null;
    }
    $revisions = (array) $value->revisions;
    foreach ($revisions as $tag => $revision) {
        if (!preg_match('/\A[0-9a-f]{32}\z/', (string) $tag) || !is_int($revision) || $revision < 0) {
            return null;
        }
    }

    return $revisions;
}

/**
 * Return what is remembered of this site: by this process, in the folder of the settings, and where it is kept when that fails.
 *
 * @return list<array{tried: int, read: int, body: ?string}>
 */
function kept(Settings $settings): array
{
    $records = [remembered($settings)];
    foreach (cacheFolders($settings) as $folder) {
        $records[] = isPrivate($folder) ? json_decode((string) @file_get_contents($folder . CACHE_FILE), true) : null;
    }
    $isWhole = static fn (mixed $record): bool => is_array($record)
        && is_int($record['tried'] ?? null)
        && is_int($record['read'] ?? null)
        && is_string($record['body'] ?? '');

    return array_map(static fn (array $record): array => $record + ['body' => null], array_filter($records, $isWhole));
}

/** Keep a record for this process and for others; tell whether others will find it. */
function keep(Settings $settings, array $record): bool
{
    remembered($settings, $record);
    foreach (cacheFolders($settings) as $folder) {
        if (!is_dir($folder)) {
            @mkdir($folder, 0700, true);
        }
        if (isPrivate($folder) && written($folder . CACHE_FILE, json_encode($record))) {
            return true;
        }
        complain('No se puede escribir en la carpeta de «cache»: debe ser del usuario de PHP y tener permisos 700.');
    }

    return false;
}

/** Return what this process knows of a site, after having it know a record. */
function remembered(Settings $settings, ?array $record = null): ?array
{
    static $records = [];
    $records[$settings->siteUrl] = $record ?? $records[$settings->siteUrl] ?? null;

    return $records[$settings->siteUrl];
}
