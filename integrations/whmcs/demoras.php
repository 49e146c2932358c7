<?php
/**
 * The one file that WHMCS loads by itself: it loads the rest of the hook where this PHP can read it, and says so where it cannot.
 *
 * A file that PHP cannot parse is an error page on every page of the shop. So this one is written in the language of PHP 5.3, and
 * the rest, written for PHP 8.1, is where WHMCS does not look: in a folder of its own, under names that begin with `_`
 * (developers.whmcs.com, "Hooks: Getting Started": such files are not executed).
 */

call_user_func(function () {
    $folder = __DIR__ . '/demoras';
    $parts = array(
        'no se dan enlaces' => array('_settings.php', '_quietly.php', '_cache.php', '_exchange.php', '_revisions.php', '_links.php'),
        'no se muestran pedidos' => array(
            '_settings.php', '_quietly.php', '_cache.php', '_exchange.php', '_revisions.php', '_links.php',
            '_sealed.php', '_words.php', '_told.php', '_panels.php'
        ),
        'no se anotan eventos' => array('_settings.php', '_quietly.php', '_cache.php', '_exchange.php', '_runs.php', '_events.php')
    );
    $said = '';
    $damaged = '';
    foreach ($parts as $effect => $names) {
        $fault = '';
        if (PHP_VERSION_ID < 80100) {
            $fault = 'hace falta PHP 8.1 o posterior, y aquí corre PHP ' . PHP_VERSION . '.';
        }
        foreach ($names as $name) {
            if ($fault === '' && !is_readable($folder . '/' . $name)) {
                $fault = 'no se puede leer includes/hooks/demoras/' . $name . '. Copie de nuevo la carpeta «demoras».';
            }
            // One at a time, each before those that need it: one that is not there would end the request.
            try {
                if ($fault === '' && $name !== $damaged) {
                    require_once $folder . '/' . $name;
                }
            } catch (\Throwable $error) {
                // Asked for it again, PHP takes a file that it could not parse for loaded.
                $damaged = $name;
            }
            if ($fault === '' && $name === $damaged) {
                $fault = 'la carpeta includes/hooks/demoras está a medio copiar o dañada. Cópiela de nuevo.';
            }
        }
        // What one part lacks, the other most often lacks too.
        if ($fault !== '' && $said === '') {
            $said = $effect . ': ' . $fault;
        }
    }
    if ($said === '') {
        return;
    }
    $say = function () use ($said) {
        if (function_exists('logActivity')) {
            logActivity('Demoras: ' . $said);
        }
    };
    // WHMCS loads this file on every page, and its log drops old lines for new ones: once a day is enough.
    $user = !function_exists('posix_geteuid') ? '' : posix_geteuid();
    $mark = sys_get_temp_dir() . '/demoras-' . md5(__FILE__ . $user . $said);
    if (@filemtime($mark) > time() - 86400) {
        return;
    }
    @unlink($mark);
    // "x" follows no link that somebody else left in a shared folder.
    if (@fopen($mark, 'x') !== false) {
        $say();
    } elseif (function_exists('add_hook')) {
        add_hook('DailyCronJob', 1, $say);
    }
});
