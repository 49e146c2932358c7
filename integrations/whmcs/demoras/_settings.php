<?php
/**
 * The settings file as this hook needs it: the secret, the site, and where to keep what was read; or the fault to mend.
 */

declare(strict_types=1);

namespace Demoras;

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

    return new Settings(secretKey($secret), $given['site'], $given['site_url'], $given['cache'], $given['days']);
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
