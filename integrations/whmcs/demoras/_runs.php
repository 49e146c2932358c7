<?php
/**
 * The request for a run of the site once something has changed: at most one a minute, never waited for, and never forgotten.
 *
 * What changes within the minute leaves word that a run is owed; the next page or cron asks for it.
 */

declare(strict_types=1);

namespace Demoras;

require_once __DIR__ . '/_cache.php';
require_once __DIR__ . '/_exchange.php';
require_once __DIR__ . '/_quietly.php';
require_once __DIR__ . '/_settings.php';

const ASK_EVERY_SECONDS = 60;
const ASK_AGAIN_SECONDS = 600;
// Of the second in all: to see whether the run asked for before is done.
// Of the time that a page may wait: first the site is asked, then GitHub.
const SHARE_OF_LOOKING = 0.4;
const SAY_AGAIN_SECONDS = 86400;
const OWED_FILE = '/corrida-pendiente';
const ASKED_FILE = '/corrida.json';

/** Where a run is asked for: at GitHub, or by touching a file that a loop on this machine looks at. */
final class Runs
{
    private function __construct(
        public readonly string $file,
        private readonly string $address,
        #[\SensitiveParameter] private readonly string $token,
    ) {
    }

    /** @throws Fault what the settings say of runs is of no use */
    public static function of(Settings $settings): ?self
    {
        $given = $settings->runs;
        if ($given === null) {
            return null;
        }
        $file = $given['file'] ?? null;
        if (array_keys($given) === ['file'] && is_string($file) && str_starts_with($file, '/')) {
            return new self($file, '', '');
        }
        $given += ['repository' => '', 'token' => '', 'api' => 'https://api.github.com'];
        if (!is_string($given['repository']) || !preg_match('~\A[A-Za-z0-9-]{1,39}/[A-Za-z0-9._-]{1,100}\z~', $given['repository'])) {
            throw new Fault('«runs» no sirve: «repository» debe ser dueño/nombre, o «file», una ruta que empieza con /.');
        }
        if (!is_string($given['token']) || !preg_match('/\A[A-Za-z0-9_.-]{20,400}\z/', $given['token'])) {
            throw new Fault('«runs» no sirve: «token» debe ser el de GitHub, entero.');
        }
        if (!is_string($given['api']) || !preg_match(URL_FORM, $given['api']) || count($given) > 3) {
            throw new Fault('«runs» no sirve: sólo lleva «repository», «token» y, en un GitHub propio, «api», que empieza con https://.');
        }

        return new self('', rtrim($given['api'], '/') . "/repos/{$given['repository']}/dispatches", $given['token']);
    }

    /** Ask for a run; return what staff must mend, or nothing. */
    public function ask(float $seconds): string
    {
        [$status] = exchange($this->address, $seconds, [
            'Accept' => 'application/vnd.github+json',
            'Authorization' => 'Bearer ' . $this->token,
            'Content-Type' => 'application/json',
            'X-GitHub-Api-Version' => '2022-11-28',
        ], '{"event_type":"order-changed"}');

        return match (true) {
            $status >= 200 && $status < 300 => '',
            $status === 0 => 'GitHub no respondió a tiempo al pedido de publicar. Se vuelve a pedir cada diez minutos.',
            in_array($status, [401, 403, 404], true) => "GitHub no acepta el token de «runs» (HTTP $status): no se pide publicar.",
            default => "GitHub no tomó el pedido de publicar (HTTP $status). Se vuelve a pedir cada diez minutos.",
        };
    }

    /** Hide the token from dumps. */
    public function __debugInfo(): array
    {
        return ['file' => $this->file];
    }
}

/**
 * Have a run asked for when this request ends: some hooks run before the change they tell of.
 *
 * @throws Fault what the settings say of runs is of no use
 */
function oweARun(Settings $settings): void
{
    $runs = Runs::of($settings);
    if ($runs === null) {
        return;
    }
    $folder = $runs->file === '' ? writableFolder($settings) : null;
    // Where nothing can be kept nobody can tell whether a minute has passed: the schedule comes by itself.
    if ($runs->file === '' && ($folder === null || !@touch($folder . OWED_FILE))) {
        throw new Fault('No se puede escribir en la carpeta de «cache»: no se pide publicar.');
    }
    atTheEnd(static function () use ($settings, $runs): void {
        if ($runs->file === '') {
            askForTheRunOwed($settings, $runs, time());
        } elseif (@file_put_contents($runs->file, '') === false) {
            // Written, since PHP's touch() knows whole seconds only: a run that began earlier in the same one would seem newer.
            complain('No se puede escribir en el archivo de «runs»: no se pide publicar.');
        }
    });
}

/** Do a work when this request ends; of several, the first. */
function atTheEnd(callable $work): void
{
    static $isSet = false;
    if (!$isSet) {
        $isSet = true;
        register_shutdown_function(static function () use ($work): void {
            quietly(static function () use ($work): string {
                $work();

                return '';
            });
        });
    }
}

/**
 * Look, on any page, whether a run is owed: its minute may have passed.
 *
 * @throws Fault the settings are of no use
 */
function remember(): void
{
    $settings = settings();
    $folders = $settings->events && $settings->runs !== null ? cacheFolders($settings) : [];
    if (array_filter($folders, static fn (string $folder): bool => @file_exists($folder . OWED_FILE)) !== []) {
        $runs = Runs::of($settings);
        if ($runs->file === '') {
            atTheEnd(static fn () => askForTheRunOwed($settings, $runs, time()));
        }
    }
}

/**
 * Ask for the run that is owed, unless somebody is asking right now or one was asked for less than a minute ago.
 *
 * Runs take longer than that and wait for one another: while the site shows nothing read since the last was asked for, ten minutes.
 */
function askForTheRunOwed(Settings $settings, Runs $runs, int $now): void
{
    $folder = writableFolder($settings);
    $handle = $folder === null || !@file_exists($folder . OWED_FILE) ? false : @fopen($folder . ASKED_FILE, 'c+');
    if ($handle === false || !flock($handle, LOCK_EX | LOCK_NB)) {
        return;
    }
    $kept = json_decode((string) stream_get_contents($handle, 4096), true);
    $record = array_map(
        static fn (string $name): int => is_array($kept) && is_int($kept[$name] ?? null) ? $kept[$name] : 0,
        ['asked' => 'asked', 'looked' => 'looked', 'failed' => 'failed', 'said' => 'said'],
    );
    // A moment to come is of a clock that was set back.
    $since = static fn (string $name): int => $record[$name] > $now ? PHP_INT_MAX : $now - $record[$name];
    $isRecent = $since('asked') < ASK_AGAIN_SECONDS;
    if ($since('looked') < ASK_EVERY_SECONDS || ($isRecent && $record['failed'] > 0)) {
        return;
    }
    // Kept before anybody is asked: whoever dies while asking has asked.
    overwrite($handle, ['looked' => $now] + $record);
    if ($isRecent && readAt($settings) < $record['asked']) {
        return;
    }
    $record = ['asked' => $now, 'looked' => $now, 'failed' => 0] + $record;
    overwrite($handle, $record);
    // What changes from here on is owed anew.
    @unlink($folder . OWED_FILE);
    $fault = $runs->ask((1 - SHARE_OF_LOOKING) * $settings->wait);
    if ($fault === '') {
        return;
    }
    @touch($folder . OWED_FILE);
    // Every ten minutes the same line would push others out of the log.
    $isNews = $since('said') >= SAY_AGAIN_SECONDS;
    overwrite($handle, ['failed' => 1, 'said' => $isNews ? $now : $record['said']] + $record);
    if ($isNews) {
        complain($fault);
    }
}

/** Return when what the site shows was read from billing, in seconds from 1970; 0 where it does not say. */
function readAt(Settings $settings): int
{
    $address = rtrim($settings->siteUrl, '/') . '/pedido/latido.json?' . bin2hex(random_bytes(8));
    $beat = json_decode((string) fetch($address, SHARE_OF_LOOKING * $settings->wait), true, 8);

    return (int) strtotime(is_string($beat['synced_at'] ?? null) ? $beat['synced_at'] : '');
}

/** @param resource $handle */
function overwrite($handle, array $record): void
{
    rewind($handle);
    ftruncate($handle, 0);
    fwrite($handle, (string) json_encode($record));
    fflush($handle);
}
