<?php
/**
 * The settings file as this hook needs it: the secret, the site, which parts of the hook are wanted, where to keep what was read; or the fault to mend.
 */

declare(strict_types=1);

namespace Demoras;

// What nobody drew at random, as in generator/publish/secret.py.
const DISTINCT_BYTES = 16;
const LETTERS = 28;
const LETTERS_IN_A_ROW = 20;
const DISTINCT_DIGITS = 11;
const DIGITS_ABOVE_NINE = 4;
const SAME_STEPS = 8;
// The site forgets a closed order after 90 days; a link in the view of an old service would open nothing.
const LINKED_DAYS = 120;
// A page of the shop, and whoever works in it, waits no longer for the site or for GitHub.
const WAIT_SECONDS = 1.0;
const LONGEST_WAIT_SECONDS = 30;
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
        public readonly bool $links = true,
        public readonly bool $events = true,
        #[\SensitiveParameter] public readonly ?array $runs = null,
        public readonly float $wait = WAIT_SECONDS,
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
    $given += ['links' => true, 'events' => true, 'runs' => null, 'wait' => WAIT_SECONDS];
    if (!is_string($given['site']) || !preg_match('/\A[a-z0-9][a-z0-9-]{0,31}\z/', $given['site'])) {
        throw new Fault('«site» no sirve: copie el de data/company.yml.');
    }
    if (!is_string($given['site_url']) || !preg_match(URL_FORM, $given['site_url'])) {
        throw new Fault('«site_url» no sirve: copie el de data/company.yml; debe empezar con https://.');
    }
    if (!is_string($given['cache']) || !is_int($given['days']) || $given['days'] < 1) {
        throw new Fault('«cache» debe ser una carpeta y «days», un número de días.');
    }
    if (!is_int($given['wait']) && !is_float($given['wait']) || !($given['wait'] >= 0.1 && $given['wait'] <= LONGEST_WAIT_SECONDS)) {
        throw new Fault('«wait» debe ser un número de segundos, de 0.1 a 30.');
    }
    if (!is_bool($given['links']) || !is_bool($given['events'])) {
        throw new Fault('«links» y «events» deben ser true o false.');
    }
    if (!is_array($given['runs'] ?? [])) {
        throw new Fault('«runs» no sirve: vea INSTALL.es.md.');
    }
    $secret = trim((string) getenv('DEMORAS_SECRET')) ?: $given['secret'];

    return new Settings(
        secretKey($secret),
        $given['site'],
        $given['site_url'],
        $given['cache'],
        $given['days'],
        $given['links'],
        $given['events'],
        $given['runs'],
        (float) $given['wait'],
    );
}

/**
 * Return the 32 bytes that 64 hexadecimal digits spell; the same are refused as by generator/publish/secret.py, which says why.
 *
 * @throws Fault wrong length, text, too regular, or printed for all to read
 */
function secretKey(#[\SensitiveParameter] mixed $text): string
{
    $remedy = 'Copie el DEMORAS_SECRET con el que se publica el sitio; lo genera «demoras new-secret».';
    if (!is_string($text) || !preg_match('/\A[0-9a-f]{64}\z/i', trim($text))) {
        throw new Fault("El secreto no sirve: deben ser 64 dígitos hexadecimales. $remedy");
    }
    $key = (string) hex2bin(trim($text));
    $first = ord($key[0]);
    if ($first <= 224 && $key === implode('', array_map('chr', range($first, $first + 31)))) {
        throw new Fault("El secreto no sirve: está impreso en la documentación o las pruebas. $remedy");
    }
    if (isText($key)) {
        throw new Fault("El secreto no sirve: es un texto escrito en hexadecimal. $remedy");
    }
    if (isRegular($key)) {
        throw new Fault("El secreto no sirve: es demasiado regular. $remedy");
    }

    return $key;
}

/** Tell whether someone typed words and had them written in hex. */
function isText(#[\SensitiveParameter] string $key): bool
{
    return preg_match('/\A[^\x00-\x1f\x7f]+\z/u', $key) === 1
        || preg_match('/[ -~]{' . LETTERS_IN_A_ROW . '}/', $key) === 1
        || preg_match_all('/[ -~]/', $key) >= LETTERS;
}

/** Tell whether someone typed a number, a block again and again, or counted. */
function isRegular(#[\SensitiveParameter] string $key): bool
{
    $bytes = array_values((array) unpack('C*', $key));
    $digits = array_map('hexdec', str_split(bin2hex($key)));
    $isCounted = mostAlike(steps($bytes, 1, 256), 1, 256) >= SAME_STEPS;
    for ($lag = 1; $lag <= 16; ++$lag) {
        $isCounted = $isCounted || mostAlike($bytes, $lag, 256) >= SAME_STEPS;
    }
    for ($lag = 1; $lag <= 48; ++$lag) {
        $isCounted = $isCounted || 4 * mostAlike($digits, $lag, 16) >= 96 - $lag;
    }

    return $isCounted
        || count(array_unique($bytes)) < DISTINCT_BYTES
        || count(array_unique($digits)) < DISTINCT_DIGITS
        || count(array_filter($digits, static fn (int $digit): bool => $digit > 9)) < DIGITS_ABOVE_NINE
        || isMirrored($bytes)
        || isMirrored($digits);
}

/** Tell whether three quarters of it read the same from its end. */
function isMirrored(#[\SensitiveParameter] array $values): bool
{
    $same = array_filter(array_map(null, $values, array_reverse($values)), static fn (array $pair): bool => $pair[0] === $pair[1]);

    return 4 * count($same) >= 3 * count($values);
}

/** Return how many values are the one `$lag` places before plus the same step, for the most frequent step. */
function mostAlike(#[\SensitiveParameter] array $values, int $lag, int $modulus): int
{
    return max(array_count_values(steps($values, $lag, $modulus)));
}

/** @return list<int> */
function steps(#[\SensitiveParameter] array $values, int $lag, int $modulus): array
{
    $steps = [];
    for ($place = $lag; $place < count($values); ++$place) {
        $steps[] = ($values[$place] - $values[$place - $lag] + $modulus) % $modulus;
    }

    return $steps;
}
