<?php
/**
 * What WHMCS shows or sends comes in; the private link of its order goes out, as a merge field or a panel, or nothing.
 *
 * WHMCS answers with an error page when a hook prints anything, so whatever fails here ends in "no link" and one line of the
 * activity log. The format is docs/sealed-orders.md; how to install it, INSTALL.es.md and INSTALL.en.md.
 */

declare(strict_types=1);

namespace Demoras;

use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

const FRESH_SECONDS = 3600;
const RETRY_SECONDS = 300;
const FETCH_SECONDS = 5.0;
const FETCH_BYTES = 1 << 20;
const DISTINCT_BYTES = 16;
// The site forgets a closed order after 90 days; a link in the view of an old service would open nothing.
const LINKED_DAYS = 120;
const URL_FORM = '~\A(?:https://[a-z0-9.-]+|http://(?:127\.0\.0\.1|localhost))(?::[0-9]{1,5})?(?:/[a-z0-9._\~-]+)*/?\z~i';

/** Tell staff what to mend; the message never holds the secret, a token or anything of a client. */
final class Fault extends \RuntimeException
{
}

/** What the settings file says. */
final class Settings
{
    public function __construct(
        #[\SensitiveParameter] private readonly string $key,
        public readonly string $site,
        public readonly string $siteUrl,
        public readonly string $cacheFolder,
        public readonly int $linkedDays = LINKED_DAYS,
    ) {
    }

    /** Return the HMAC of some lines under the secret. */
    public function mac(string ...$lines): string
    {
        return hash_hmac('sha256', implode("\n", $lines), $this->key, true);
    }

    /** Hide the key from dumps, which see private values too. */
    public function __debugInfo(): array
    {
        return ['site' => $this->site];
    }
}

/** Return the 20 bytes that open one order's page. */
function token(Settings $settings, string $orderId, int $revision): string
{
    return substr($settings->mac('order-link/v1', $settings->site, $orderId, (string) $revision), 0, 20);
}

/** Return the opaque name under which an order's revision is published. */
function tag(Settings $settings, string $orderId): string
{
    return bin2hex(substr($settings->mac('order-tag/v1', $settings->site, $orderId), 0, 16));
}

/** Return the address to hand to the client; what follows `#` never leaves the browser. */
function link(Settings $settings, string $token): string
{
    return rtrim($settings->siteUrl, '/') . '/pedido/#' . base32($token);
}

function base32(string $bytes): string
{
    $bits = '';
    foreach (str_split($bytes) as $byte) {
        $bits .= sprintf('%08b', ord($byte));
    }
    $digit = static fn (string $five): string => 'abcdefghijklmnopqrstuvwxyz234567'[bindec($five)];

    return implode('', array_map($digit, str_split($bits, 5)));
}

/**
 * Read the settings file that DEMORAS_SETTINGS names; a secret of the environment goes before the file's.
 *
 * @throws Fault it is missing, open to others, inside the web root, or a value of it is of no use
 */
function settings(): Settings
{
    $path = \defined('DEMORAS_SETTINGS') ? (string) \constant('DEMORAS_SETTINGS') : (string) getenv('DEMORAS_SETTINGS');
    $real = $path === '' ? false : realpath($path);
    if ($real === false) {
        throw new Fault('No se encuentra el archivo de DEMORAS_SETTINGS. Defínalo en configuration.php (INSTALL.es.md).');
    }
    foreach ([\defined('ROOTDIR') ? (string) \constant('ROOTDIR') : '', $_SERVER['DOCUMENT_ROOT'] ?? ''] as $served) {
        $root = $served === '' ? false : realpath($served);
        if ($root !== false && $root !== '/' && str_starts_with($real, $root . '/')) {
            throw new Fault('El archivo de DEMORAS_SETTINGS está dentro de la carpeta web. Muévalo fuera de ella.');
        }
    }
    if ((fileperms($real) & 0007) !== 0) {
        throw new Fault('Otros usuarios pueden abrir el archivo de DEMORAS_SETTINGS. Dele permisos 600.');
    }
    $given = (static fn (): mixed => require $real)();
    if (!is_array($given)) {
        throw new Fault('El archivo de DEMORAS_SETTINGS debe ser «<?php return [ … ];» (INSTALL.es.md).');
    }
    $given += ['secret' => '', 'site' => '', 'site_url' => '', 'cache' => '', 'days' => LINKED_DAYS];
    if (!is_string($given['site']) || !preg_match('/\A[a-z0-9][a-z0-9-]{0,31}\z/', $given['site'])) {
        throw new Fault('«site» no sirve: copie el de data/company.yml.');
    }
    if (!is_string($given['site_url']) || !preg_match(URL_FORM, $given['site_url'])) {
        throw new Fault('«site_url» no sirve: copie el de data/company.yml; debe empezar con https://.');
    }
    if (!is_string($given['cache']) || !is_int($given['days']) || $given['days'] < 1) {
        throw new Fault('«cache» debe ser una carpeta y «days», un número de días.');
    }
    $secret = trim((string) getenv('DEMORAS_SECRET')) ?: $given['secret'];
    $user = function_exists('posix_geteuid') ? posix_geteuid() : 0;
    $cache = $given['cache'] ?: sys_get_temp_dir() . "/demoras-$user-" . md5($given['site_url']);

    return new Settings(secretKey($secret), $given['site'], $given['site_url'], $cache, $given['days']);
}

/**
 * Return the 32 bytes that 64 hexadecimal digits spell; the same are refused as by generator/publish/secret.py.
 *
 * @throws Fault wrong length, too regular, or printed for all to read
 */
function secretKey(#[\SensitiveParameter] mixed $text): string
{
    $remedy = 'Copie el DEMORAS_SECRET con el que se publica el sitio.';
    if (!is_string($text) || !preg_match('/\A[0-9a-f]{64}\z/i', trim($text))) {
        throw new Fault("El secreto no sirve: deben ser 64 dígitos hexadecimales. $remedy");
    }
    $key = (string) hex2bin(trim($text));
    if (strlen(count_chars($key, 3)) < DISTINCT_BYTES) {
        throw new Fault("El secreto no sirve: es demasiado regular. $remedy");
    }
    $first = ord($key[0]);
    if ($first <= 224 && $key === implode('', array_map('chr', range($first, $first + 31)))) {
        throw new Fault("El secreto no sirve: está impreso en la documentación o las pruebas. $remedy");
    }

    return $key;
}

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

/**
 * Return the link of an order if it is this client's own and its page can still be there, else ''.
 *
 * @throws Fault the settings are of no use
 */
function linkFor(mixed $orderId, mixed $clientId, int $now): string
{
    $settings = settings();
    $order = only('tblorders', 'id', $orderId);
    // A service handed to another client keeps its order, which is still the first client's.
    if ($order === null || (string) $order->userid !== (string) $clientId) {
        return '';
    }
    $old = (int) strtotime((string) $order->date) < $now - $settings->linkedDays * 86400;
    if ($order->status !== 'Pending' && $old) {
        return '';
    }
    $revisions = revisions($settings, $now);
    $id = (string) $order->id;

    return $revisions === null ? '' : link($settings, token($settings, $id, $revisions[tag($settings, $id)] ?? 0));
}

/** Return the link for an e-mail; what its `relid` is depends on the type of its template, and the numbers overlap. */
function linkForEmail(array $vars, int $now): string
{
    $id = $vars['relid'] ?? null;
    $type = Capsule::table('tblemailtemplates')->where('name', $vars['messagename'] ?? '')->value('type');
    $item = match ($type) {
        'product' => only('tblhosting', 'id', $id),
        'domain' => only('tbldomains', 'id', $id),
        default => null,
    };

    return match ($type) {
        'product', 'domain' => linkFor($item?->orderid, $item?->userid, $now),
        'invoice' => linkFor(only('tblorders', 'invoiceid', $id)?->id, only('tblinvoices', 'id', $id)?->userid, $now),
        'general' => linkFor($vars['mergefields']['order_id'] ?? null, $id, $now),
        default => '',
    };
}

/** Return the panel for the page of a service or domain, if it and its order are of the client who is looking. */
function panelForItem(string $table, mixed $item, int $now): string
{
    $row = only($table, 'id', $item?->id);

    return $row === null ? '' : panelForOrder($row->orderid, $row->userid, $now);
}

function panelForOrder(mixed $orderId, mixed $ownerId, int $now): string
{
    $client = (new CurrentUser())->client();
    $own = $client !== null && (string) $client->id === (string) $ownerId;
    $link = $own ? linkFor($orderId, $ownerId, $now) : '';
    if ($link === '') {
        return '';
    }
    $address = htmlspecialchars($link, ENT_QUOTES);

    return <<<HTML
        <div class="panel panel-default card mb-3"><div class="panel-body card-body">
        <p>Consulte en qué etapa está su pedido, la fecha prevista y si falta algo de su parte.
        La página de un pedido nuevo se habilita con la próxima actualización del sitio.</p>
        <p><a class="btn btn-primary" href="$address" target="_blank" rel="noopener noreferrer">Ver mi pedido</a></p>
        <p><small>El enlace es privado: quien lo tenga podrá ver la página, sin contraseña.</small></p>
        </div></div>
        HTML;
}

/** Return the one row that has a value in a column, or null if none or several have. */
function only(string $table, string $column, mixed $value): ?object
{
    if (!preg_match('/\A[1-9][0-9]{0,18}\z/', is_scalar($value) ? (string) $value : '')) {
        return null;
    }
    $rows = Capsule::table($table)->where($column, $value)->limit(2)->get();

    return count($rows) === 1 ? $rows[0] : null;
}

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

if (function_exists('add_hook')) {
    add_hook('EmailTplMergeFields', 1, static fn ($vars): array => ['demoras_enlace' => 'Enlace privado al pedido']);
    add_hook('EmailPreSend', 1, static fn ($vars): array => [
        'demoras_enlace' => quietly(static fn (): string => linkForEmail($vars, time())),
    ]);
    add_hook('ClientAreaProductDetailsOutput', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForItem('tblhosting', $vars['service'], time()),
    ));
    // The reference shows this one both with and without the array around the domain.
    add_hook('ClientAreaDomainDetailsOutput', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForItem('tbldomains', is_array($vars) ? $vars['domain'] : $vars, time()),
    ));
    add_hook('ShoppingCartCheckoutCompletePage', 1, static fn ($vars): string => quietly(
        static fn (): string => panelForOrder($vars['orderid'], only('tblorders', 'id', $vars['orderid'])?->userid, time()),
    ));
}
