<?php
/** WHMCS's door to its database, as WHMCS makes it: Illuminate's, here before a server with the tables that a test gives. */

declare(strict_types=1);

namespace WHMCS\Database {
    // Debian's Illuminate is older than its PHP, and says so of itself.
    set_error_handler(static function (int $severity, string $message, string $file, int $line): bool {
        if ((error_reporting() & $severity) === 0 || str_starts_with($file, '/usr/share/php/')) {
            return true;
        }
        throw new \ErrorException($message, 0, $severity, $file, $line);
    });

    require '/usr/share/php/Illuminate/Database/autoload.php';

    class Capsule extends \Illuminate\Database\Capsule\Manager
    {
    }
}

namespace {
    use WHMCS\Database\Capsule;

    $capsule = new Capsule();
    $capsule->addConnection([
        'driver' => 'mysql',
        'unix_socket' => asked()['socket'],
        'host' => 'localhost',
        'database' => '',
        'username' => 'root',
        'password' => '',
        'charset' => 'utf8',
        'collation' => 'utf8_unicode_ci',
        'prefix' => '',
        'strict' => false,
    ]);
    $capsule->setAsGlobal();
    Capsule::connection()->unprepared((string) file_get_contents(__DIR__ . '/../shop_tables.sql'));
    if (asked()['fault'] !== '') {
        Capsule::connection()->unprepared('drop table ' . asked()['fault']);
    }
    foreach (asked()['tables'] as $name => $rows) {
        Capsule::table($name)->insert($rows);
    }

    /** Return a message as the activity log has it once it was written. */
    function stored(string $message): string
    {
        $id = Capsule::table('tblactivitylog')->insertGetId(['date' => '2026-11-20 15:00:00', 'description' => $message]);

        return (string) Capsule::table('tblactivitylog')->where('id', $id)->value('description');
    }
}
