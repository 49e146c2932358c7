<?php
/**
 * One HTTP exchange within limits: seconds in all, no redirect, at most a megabyte, and over https a good certificate.
 */

declare(strict_types=1);

namespace Demoras;

const FETCH_SECONDS = 5.0;
const FETCH_BYTES = 1 << 20;

/** Return what an address answers with 200, or null: within the seconds in all, without redirects, up to a megabyte. */
function fetch(string $url, float $seconds = FETCH_SECONDS, ?bool $byCurl = null): ?string
{
    [$status, $body] = exchange($url, $seconds, byCurl: $byCurl);

    return $status === 200 ? $body : null;
}

/**
 * Return the status and body of an answer; 0 where none came whole in time.
 *
 * @param array<string, string> $headers
 * @return array{int, string}
 */
function exchange(string $url, float $seconds, array $headers = [], ?string $posted = null, ?bool $byCurl = null): array
{
    $headers += ['User-Agent' => 'demoras'];

    return $byCurl ?? function_exists('curl_init')
        ? exchangeByCurl($url, $seconds, $headers, $posted)
        : exchangeBySocket($url, $seconds, $headers, $posted);
}

function exchangeByCurl(string $url, float $seconds, #[\SensitiveParameter] array $headers, ?string $posted): array
{
    $body = '';
    $handle = curl_init($url);
    curl_setopt_array($handle, [
        CURLOPT_TIMEOUT_MS => (int) ($seconds * 1000),
        CURLOPT_NOSIGNAL => true,
        CURLOPT_HTTPHEADER => headerLines($headers),
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_PROTOCOLS => CURLPROTO_HTTP | CURLPROTO_HTTPS,
        CURLOPT_WRITEFUNCTION => static function ($handle, string $chunk) use (&$body): int {
            $body .= $chunk;

            return strlen($body) > FETCH_BYTES ? 0 : strlen($chunk);
        },
    ] + ($posted === null ? [] : [CURLOPT_POSTFIELDS => $posted]));

    return curl_exec($handle) === true ? [curl_getinfo($handle, CURLINFO_RESPONSE_CODE), $body] : [0, ''];
}

/** Do the same where PHP has no curl; PHP's own http:// would wait anew for every line of a slow answer. */
function exchangeBySocket(string $url, float $seconds, #[\SensitiveParameter] array $headers, ?string $posted): array
{
    $deadline = hrtime(true) / 1e9 + $seconds;
    [$scheme, $rest] = explode('://', $url);
    [$host, $path] = explode('/', $rest, 2);
    $address = $scheme === 'https' ? "tls://$host" : "tcp://$host";
    $port = str_contains($host, ':') ? '' : ($scheme === 'https' ? ':443' : ':80');
    // The limit counts once for the connection and once more for the TLS handshake.
    $socket = @stream_socket_client($address . $port, $code, $reason, $seconds / 2);
    // HTTP/1.0: the answer must come in one piece and end with the connection (RFC 9112, 6.1 and 6.3).
    $asked = $posted === null ? 'GET' : 'POST';
    $headers += ['Host' => $host] + ($posted === null ? [] : ['Content-Length' => (string) strlen($posted)]);
    $request = "$asked /$path HTTP/1.0\r\n" . implode("\r\n", headerLines($headers)) . "\r\n\r\n" . $posted;
    if ($socket === false || @fwrite($socket, $request) === false) {
        return [0, ''];
    }
    $answer = '';
    do {
        $left = $deadline - hrtime(true) / 1e9;
        if ($left <= 0 || strlen($answer) > FETCH_BYTES) {
            return [0, ''];
        }
        stream_set_timeout($socket, (int) $left, (int) (fmod($left, 1) * 1e6));
        $chunk = @fread($socket, 8192);
        $answer .= $chunk;
    } while ($chunk !== false && $chunk !== '');
    [$head, $body] = explode("\r\n\r\n", $answer, 2) + [1 => null];
    $length = preg_match('/^content-length: *([0-9]+)\r?$/mi', $head, $found) ? (int) $found[1] : null;
    $timedOut = stream_get_meta_data($socket)['timed_out'];
    if ($timedOut || $body === null || strlen($body) !== ($length ?? strlen($body))) {
        return [0, ''];
    }

    return preg_match('~\AHTTP/1\.[01] ([1-5][0-9]{2})[ \r]~', $head, $found) ? [(int) $found[1], $body] : [0, ''];
}

/** @return list<string> */
function headerLines(#[\SensitiveParameter] array $headers): array
{
    return array_map(static fn (string $name, string $value): string => "$name: $value", array_keys($headers), $headers);
}
