<?php
/**
 * An order's own sealed file, opened with its token: read seldom, within the time that a page may wait, and kept as it was published, sealed.
 *
 * The format is docs/sealed-orders.md. Whoever reads the cache finds what the site serves to everybody, and no key.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_cache.php';
require_once __DIR__ . '/_exchange.php';
require_once __DIR__ . '/_quietly.php';
require_once __DIR__ . '/_settings.php';

const ORDER_FRESH_SECONDS = 120;
const CATALOG_FRESH_SECONDS = 3600;
const SITE_RETRY_SECONDS = 600;
const FILE_LENGTHS = [2048, 4096, 8192, 16384, 32768, 65536];
const KEPT_DAYS = 7;
const DOWN_FILE = 'sitio-caido';

/** Return what a token gives for a purpose. */
function derived(#[\SensitiveParameter] string $token, string $info, int $bytes): string
{
    return hash_hkdf('sha256', $token, $bytes, $info, 'order-page/v1');
}

/** Return the view that a file holds, or null: whichever check fails. */
function unsealed(string $file, #[\SensitiveParameter] string $token): ?array
{
    $header = "PEDI\1\0\0\0";
    if (!in_array(strlen($file), FILE_LENGTHS, true) || !str_starts_with($file, $header)) {
        return null;
    }
    $aad = $header . derived($token, 'id', 16);
    $plain = openssl_decrypt(
        substr($file, 20, -16),
        'aes-256-gcm',
        derived($token, 'key', 32),
        OPENSSL_RAW_DATA,
        substr($file, 8, 12),
        substr($file, -16),
        $aad,
    );
    $length = $plain === false ? 0 : unpack('N', $plain)[1];
    if ($plain === false || $length > strlen($plain) - 4 || ltrim(substr($plain, 4 + $length), "\0") !== '') {
        return null;
    }
    $view = json_decode(substr($plain, 4, $length), true, 32);

    return is_array($view) && ($view['v'] ?? null) === 1 ? $view : null;
}

/** Return when a run last knew that very file to be the current one, in seconds from 1970; 0 where the shard does not say. */
function sealedAt(string $file, string $shard, #[\SensitiveParameter] string $token): int
{
    $macs = strlen($shard) - 16;
    if ($macs <= 0 || $macs % 16 !== 0 || !str_starts_with($shard, "FRSH\1\0\0\0")) {
        return 0;
    }
    $told = substr($shard, 0, 16) . derived($token, 'id', 16) . hash('sha256', $file, true);
    $mac = substr(hash_hmac('sha256', $told, derived($token, 'fresh', 32), true), 0, 16);

    return in_array($mac, str_split(substr($shard, 16), 16), true) ? unpack('J', substr($shard, 8, 8))[1] : 0;
}

/**
 * Return the view that a token opens and when it was last known to be so, or null where nothing can be opened.
 *
 * @return ?array{array, int}
 */
function openedOrder(Settings $settings, #[\SensitiveParameter] string $token, Page $page): ?array
{
    $id = bin2hex(derived($token, 'id', 16));
    $fetched = static function () use ($page, $id, $token): ?string {
        // A cache may hold the two files of different runs: then both are asked for once more, by addresses it has not seen.
        foreach (['', '?' . bin2hex(random_bytes(8))] as $query) {
            $file = $page->get("d/$id.bin$query");
            if ($file === '') {
                return '';
            }
            if ($file === null || unsealed($file, $token) === null) {
                return $found ?? null;
            }
            $shard = $page->get('f/' . substr($id, 0, 2) . '.bin?' . bin2hex(random_bytes(8)));
            $at = sealedAt($file, (string) $shard, $token);
            $found = pack('J', $at) . $file;
            if ($at > 0 || $shard === null) {
                break;
            }
        }

        return $found;
    };
    $kept = $page->kept("pedido-$id", ORDER_FRESH_SECONDS, $fetched);
    $view = $kept === null ? null : unsealed(substr($kept, 8), $token);

    return $view === null ? null : [$view, unpack('J', $kept)[1]];
}

/** Return the site's public wording, or null while it could never be read. */
function catalog(Page $page): ?array
{
    $json = $page->kept('catalogo', CATALOG_FRESH_SECONDS, static function () use ($page): ?string {
        $body = (string) $page->get('catalogo.json');
        $known = json_decode($body, true, 32);

        return is_array($known) && ($known['v'] ?? null) === 1 && is_string($known['zone'] ?? null) ? $body : null;
    });

    return $json === null ? null : json_decode($json, true, 32);
}

/** What one page of the shop may ask the site for: within its settings' `wait` in all, and nothing for ten minutes after it failed to answer. */
final class Page
{
    private readonly float $deadline;
    private readonly ?string $folder;

    public function __construct(private readonly Settings $settings, public readonly int $now)
    {
        $this->deadline = hrtime(true) / 1e9 + $settings->wait;
        $this->folder = writableFolder($settings);
    }

    /** Return a file of the site's `pedido/`; empty where it says that there is none, null where it does not answer. */
    public function get(string $path): ?string
    {
        $left = $this->deadline - hrtime(true) / 1e9;
        if ($left <= 0.02 || $this->isDown()) {
            return null;
        }
        [$status, $body] = exchange(rtrim($this->settings->siteUrl, '/') . "/pedido/$path", $left);
        if ($status !== 200 && $status !== 404 && $this->folder !== null) {
            written("$this->folder/" . DOWN_FILE, (string) $this->now);
        }

        return match ($status) {
            200 => $body,
            404 => '',
            default => null,
        };
    }

    private function isDown(): bool
    {
        $since = $this->folder === null ? -1 : $this->now - (int) @file_get_contents("$this->folder/" . DOWN_FILE);

        return $since >= 0 && $since < SITE_RETRY_SECONDS;
    }

    /**
     * Return what was kept under a name if it is fresh, else what is fetched; where that fails, what was kept.
     *
     * What is fetched may be empty: then there is nothing any more.
     *
     * @param callable(): ?string $fetched
     */
    public function kept(string $name, int $fresh, callable $fetched): ?string
    {
        static $known = [];
        $file = $this->folder === null ? null : "$this->folder/$name";
        // Eight bytes, when it was asked for last, before the thing itself, which may be missing still.
        $record = $file === null ? ($known[$name] ?? '') : (string) @file_get_contents($file);
        [$asked, $old] = strlen($record) < 8 ? [0, ''] : [unpack('J', $record)[1], substr($record, 8)];
        if (($asked > $this->now || $this->now - $asked >= $fresh) && !$this->isDown()) {
            // First, so that nobody waits for what somebody is asking for.
            $this->keep($known, $name, $file, $old);
            $new = $fetched();
            if ($new !== null) {
                $this->keep($known, $name, $file, $old = $new);
            }
        }

        return $old === '' ? null : $old;
    }

    private function keep(array &$known, string $name, ?string $file, string $value): void
    {
        $known[$name] = pack('J', $this->now) . $value;
        if ($file !== null) {
            written($file, $known[$name]);
            // Orders come and go: what nobody looked at for a week leaves.
            foreach (random_int(1, 100) === 1 ? glob("$this->folder/pedido-*") : [] as $one) {
                if (@filemtime($one) < time() - KEPT_DAYS * 86400) {
                    @unlink($one);
                }
            }
        }
    }
}
