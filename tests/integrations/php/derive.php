<?php
/** A key and a list of [site, order, revision, address] come in; the token, link and tag of each go out. */

declare(strict_types=1);

require __DIR__ . '/strict.php';
require HOOK;

['key' => $key, 'orders' => $orders] = asked();
$outcome = [];
foreach ($orders as [$site, $order, $revision, $siteUrl]) {
    $settings = new Demoras\Settings((string) hex2bin($key), $site, $siteUrl, '');
    $token = Demoras\token($settings, $order, $revision);
    $outcome[] = [bin2hex($token), Demoras\link($settings, $token), Demoras\tag($settings, $order)];
}
answered($outcome);
