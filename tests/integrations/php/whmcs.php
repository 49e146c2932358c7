<?php
/** Tables, a client, a moment and one event come in; what the hook returned, printed and logged goes out. WHMCS itself is not free to run. */

declare(strict_types=1);

namespace WHMCS\Database {
    final class Capsule
    {
        /** @var array<string, list<array<string, mixed>>> */
        public static array $tables = [];
        public static string $fault = '';

        public static function table(string $name): Query
        {
            match (self::$fault) {
                'prints' => print('<b>Notice</b>'),
                'warns' => trigger_error('Undefined index: ana@example.com', E_USER_WARNING),
                'throws' => throw new \RuntimeException('SQLSTATE near ana@example.com'),
                default => null,
            };

            return new Query(self::$tables[$name]);
        }
    }

    final class Query
    {
        /** @param list<array<string, mixed>> $rows */
        public function __construct(private array $rows)
        {
        }

        public function where(string $column, mixed $value): self
        {
            // MySQL compares a number with as much of a text as looks like one, and letters without their case.
            $like = static fn (mixed $cell): string => is_int($cell) ? (string) (int) $value : strtolower((string) $value);
            $fits = static fn (array $row): bool => strtolower((string) $row[$column]) === $like($row[$column]);

            return new self(array_values(array_filter($this->rows, $fits)));
        }

        public function orderBy(string $column, string $direction): self
        {
            $rows = $this->rows;
            usort($rows, static fn (array $one, array $other): int => $one[$column] <=> $other[$column]);

            return new self($direction === 'desc' ? array_reverse($rows) : $rows);
        }

        public function limit(int $rows): self
        {
            return new self(array_slice($this->rows, 0, $rows));
        }

        public function get(): \ArrayObject
        {
            return new \ArrayObject(array_map(static fn (array $row): object => (object) $row, $this->rows));
        }

        public function value(string $column): mixed
        {
            return $this->rows[0][$column] ?? null;
        }
    }
}

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

    function add_hook(string $point, int $priority, callable $work): void
    {
        $GLOBALS['hooks'][$point] = $work;
    }

    function logActivity(string $message): void
    {
        $GLOBALS['activity'][] = $message;
    }

    define('DEMORAS_SETTINGS', $asked['settings']);
    define('ROOTDIR', dirname(HOOK));
    WHMCS\Database\Capsule::$tables = $asked['tables'];
    WHMCS\Database\Capsule::$fault = $asked['fault'];
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
