<?php
/** WHMCS's door to its database, over tables that a test gives: as much of it as the hook uses. */

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

namespace {
    WHMCS\Database\Capsule::$tables = asked()['tables'];
    WHMCS\Database\Capsule::$fault = asked()['fault'];
}
