<?php
/**
 * The revisions that the published site says its links have, read seldom, within limits, and kept for when it is down.
 */

declare(strict_types=1);

namespace Demoras;

const FRESH_SECONDS = 3600;
const RETRY_SECONDS = 300;
const FETCH_SECONDS = 5.0;
const FETCH_BYTES = 1 << 20;

/**
 * Return the current revisions by tag: the site's, at most an hour old, else the last good ones, else null.
 *
 * Old ones do no harm: a link of a revoked revision opens nothing. Without any, a revoked link could be sent again.
 *
 * @param ?callable(string): ?string $fetch
 * @return ?array<string, int>
 */
function revisions(Settings $settings, int $now, ?callable $fetch = null): ?array
{
    $file = $settings->cacheFolder . '/revisiones.json';
    $kept = privateFolder($settings->cacheFolder) ? json_decode((string) @file_get_contents($file), true) : null;
    $known = is_array($kept) && is_string($kept['body'] ?? null) ? parsedRevisions($kept['body']) : null;
    $age = $now - (int) (is_array($kept) ? $kept['read'] ?? 0 : 0);
    $wait = $now - (int) (is_array($kept) ? $kept['tried'] ?? 0 : 0);
    // A clock set back would otherwise keep a copy "from the future" for ever.
    if (($known !== null && $age >= 0 && $age < FRESH_SECONDS) || ($wait >= 0 && $wait < RETRY_SECONDS)) {
        return $known;
    }
    $body = ($fetch ?? fetch(...))(rtrim($settings->siteUrl, '/') . '/pedido/revisiones.json');
    $fresh = $body === null ? null : parsedRevisions($body);
    if ($fresh === null) {
        $effect = $known === null ? 'No se dan enlaces hasta leerlo.' : 'Se usa la última copia.';
        complain($body !== null && isOfOtherVersion($body)
            ? "pedido/revisiones.json del sitio es de una versión que este archivo no conoce. $effect"
            : "No se pudo leer pedido/revisiones.json del sitio. $effect");
        keep($file, ['tried' => $now, 'read' => $now - $age, 'body' => $known === null ? null : $kept['body']]);

        return $known;
    }
    keep($file, ['tried' => $now, 'read' => $now, 'body' => $body]);

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

/** Tell whether a folder is there, ours, and closed to others; make it if it is not there. */
function privateFolder(string $folder): bool
{
    if (!is_dir($folder)) {
        @mkdir($folder, 0700, true);
    }
    clearstatcache(true, $folder);
    $ours = !function_exists('posix_geteuid') || @fileowner($folder) === posix_geteuid();

    // In a shared temporary folder somebody else could have made it first.
    return is_dir($folder) && !is_link($folder) && $ours && (fileperms($folder) & 0077) === 0;
}

/** Write a value whole or not at all; where it cannot be written, the site is asked again next time. */
function keep(string $file, array $value): void
{
    $part = $file . '.' . bin2hex(random_bytes(4));
    if (!privateFolder(dirname($file)) || @file_put_contents($part, json_encode($value)) === false) {
        complain('No se puede escribir en la carpeta de «cache»: debe ser del usuario de PHP y tener permisos 700.');
    } elseif (!@rename($part, $file)) {
        @unlink($part);
    }
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
