<?php
/**
 * The revisions that the published site says its links have, read seldom, within limits, and kept for when it is down.
 */

declare(strict_types=1);

namespace Demoras;

const FRESH_SECONDS = 3600;
const RETRY_SECONDS = 600;
const FETCH_SECONDS = 5.0;
// Where nothing can be kept, every process asks for itself: then none may wait long.
const HURRIED_SECONDS = 1.0;
const FETCH_BYTES = 1 << 20;
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
    $answer = ($fetch ?? fetch(...))($address, $isKept ? FETCH_SECONDS : HURRIED_SECONDS);
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

/** @return list<string> the folder of the settings, then one of our own in the temporary folder */
function cacheFolders(Settings $settings): array
{
    $user = function_exists('posix_geteuid') ? posix_geteuid() : 0;
    $own = sys_get_temp_dir() . "/demoras-$user-" . md5($settings->siteUrl);

    return array_unique([$settings->cacheFolder ?: $own, $own]);
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

/** Return what an address answers with 200, or null: within the seconds in all, without redirects, up to a megabyte. */
function fetch(string $url, float $seconds = FETCH_SECONDS, ?bool $byCurl = null): ?string
{
    return $byCurl ?? function_exists('curl_init') ? fetchByCurl($url, $seconds) : fetchBySocket($url, $seconds);
}

function fetchByCurl(string $url, float $seconds): ?string
{
    $body = '';
    $handle = curl_init($url);
    curl_setopt_array($handle, [
        CURLOPT_TIMEOUT_MS => (int) ($seconds * 1000),
        CURLOPT_NOSIGNAL => true,
        CURLOPT_USERAGENT => 'demoras',
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
        CURLOPT_WRITEFUNCTION => static function ($handle, string $chunk) use (&$body): int {
            $body .= $chunk;

            return strlen($body) > FETCH_BYTES ? 0 : strlen($chunk);
        },
    ]);

    return curl_exec($handle) === true && curl_getinfo($handle, CURLINFO_RESPONSE_CODE) === 200 ? $body : null;
}

/** Do the same where PHP has no curl; PHP's own http:// would wait anew for every line of a slow answer. */
function fetchBySocket(string $url, float $seconds): ?string
{
    $deadline = hrtime(true) / 1e9 + $seconds;
    [$scheme, $rest] = explode('://', $url);
    [$host, $path] = explode('/', $rest, 2);
    $address = $scheme === 'https' ? "tls://$host" : "tcp://$host";
    $port = str_contains($host, ':') ? '' : ($scheme === 'https' ? ':443' : ':80');
    // The limit counts once for the connection and once more for the TLS handshake.
    $socket = @stream_socket_client($address . $port, $code, $reason, $seconds / 2);
    // HTTP/1.0: the answer must come in one piece and end with the connection (RFC 9112, 6.1 and 6.3).
    $request = "GET /$path HTTP/1.0\r\nHost: $host\r\nUser-Agent: demoras\r\n\r\n";
    if ($socket === false || @fwrite($socket, $request) === false) {
        return null;
    }
    $answer = '';
    do {
        $left = $deadline - hrtime(true) / 1e9;
        if ($left <= 0 || strlen($answer) > FETCH_BYTES) {
            return null;
        }
        stream_set_timeout($socket, (int) $left, (int) (fmod($left, 1) * 1e6));
        $chunk = @fread($socket, 8192);
        $answer .= $chunk;
    } while ($chunk !== false && $chunk !== '');
    [$head, $body] = explode("\r\n\r\n", $answer, 2) + [1 => null];
    $length = preg_match('/^content-length: *([0-9]+)\r?$/mi', $head, $found) ? (int) $found[1] : null;
    $timedOut = stream_get_meta_data($socket)['timed_out'];
    if ($timedOut || $body === null || strlen($body) !== ($length ?? strlen($body))) {
        return null;
    }

    return preg_match('~\AHTTP/1\.[01] 200[ \r]~', $head) ? $body : null;
}
