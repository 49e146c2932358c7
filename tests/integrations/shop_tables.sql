-- The tables of WHMCS that the hook asks, with the columns that matter to it and the types that WHMCS gives them.
drop database if exists shop;
create database shop default character set utf8 collate utf8_unicode_ci;
use shop;
set sql_mode = '';
create table tblorders (
  id int(10) not null auto_increment primary key,
  ordernum bigint(10) not null,
  userid int(10) not null,
  date datetime not null,
  invoiceid int(10) not null default 0,
  status text not null,
  ipaddress text not null,
  notes text not null,
  key userid (userid)
);
create table tblhosting (
  id int(10) not null auto_increment primary key,
  userid int(10) not null,
  orderid int(10) not null,
  domain text not null,
  username text not null,
  password text not null,
  domainstatus enum ('Pending', 'Active', 'Suspended', 'Terminated', 'Cancelled', 'Fraud', 'Completed') not null
);
create table tbldomains (
  id int(10) not null auto_increment primary key,
  userid int(10) not null,
  orderid int(10) not null,
  domain text not null
);
create table tblinvoices (
  id int(10) not null auto_increment primary key,
  userid int(10) not null,
  total decimal(16, 2) not null default '0.00'
);
create table tblemailtemplates (
  id int(10) not null auto_increment primary key,
  type text not null,
  name text not null,
  language text not null
);
create table tbltickets (
  id int(11) not null auto_increment primary key,
  tid varchar(128) not null default '',
  userid int(10) not null,
  email text not null,
  title text not null,
  service text not null
);
create table tblactivitylog (
  id int(10) not null auto_increment primary key,
  date datetime not null,
  description text not null,
  user text not null,
  userid int(10) not null default 0,
  ipaddr text not null
);
