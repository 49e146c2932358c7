<?php
/** Tables, a client, a moment and one event come in; what the hook returned, printed and logged goes out. WHMCS itself is not free to run. */

declare(strict_types=1);

namespace WHMCS\Authentication {
    final class CurrentUser
    {
        public static ?int $client = null;

        public function client(): ?object
        {
            return self::$client === null ? null : (object) ['id' => self::$client];
        }
    }
}

namespace Demoras {
    /** The hook's doors ask the time by its bare name, which PHP looks up in the hook's own namespace first. */
    function time(): int
    {
        return $GLOBALS['asked']['now'];
    }
}

namespace {
    require __DIR__ . '/strict.php';

    $hooks = [];
    $activity = [];
    $asked = asked();

    require __DIR__ . ($asked['socket'] === '' ? '/made_up_tables.php' : '/real_tables.php');

    function add_hook(string $point, int $priority, callable $work): void
    {
        $GLOBALS['hooks'][$point] = $work;
    }

    function logActivity(string $message): void
    {
        $GLOBALS['activity'][] = function_exists('stored') ? stored($message) : $message;
    }

    define('DEMORAS_SETTINGS', $asked['settings']);
    define('ROOTDIR', dirname(HOOK));
    WHMCS\Authentication\CurrentUser::$client = $asked['client'];
    $shaped = static fn (mixed $value): mixed => isset($value['@object']) ? (object) $value['@object'] : $value;
    $vars = $shaped(is_array($asked['vars']) ? array_map($shaped, $asked['vars']) : $asked['vars']);

    ob_start();
    $begun = hrtime(true);
    require HOOK;
    $returned = $hooks[$asked['hook']]($vars);
    $milliseconds = (hrtime(true) - $begun) / 1e6;
    // After what the hook does when the request ends.
    register_shutdown_function(static function () use ($returned, $hooks, $milliseconds): void {
        $told = ['returned' => $returned, 'activity' => $GLOBALS['activity'], 'hooks' => array_keys($hooks)];
        answered($told + ['printed' => ob_get_clean(), 'milliseconds' => $milliseconds]);
    });
}
