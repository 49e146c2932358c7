#!/bin/sh
# Copies a built site to storage that rclone knows (docs/hosting.md), so that no reader meets half of a publication:
#   publish.sh site demoras:bucket
# Killed at any moment, it is started again. Files that did not change do not travel: they are compared by their MD5.
set -eu

site=${1:?la carpeta del sitio} store=${2:?el almacenamiento, como demoras:balde}
if [ ! -f "$site/pedido/latido.json" ]; then
  echo "En $site no hay un sitio construido entero: no se copió nada." >&2
  exit 2
fi

copy() {
  cache=$1
  shift
  rclone copy --checksum --fast-list --transfers 16 --checkers 16 --header-upload "Cache-Control: $cache" "$@"
}

# What pages load is there before the pages, and the older pages still find what they load.
copy "public, max-age=31536000, immutable" "$site/assets" "$store/assets" --include "/{javascripts,stylesheets}/*.min.{js,css}"
copy no-cache "$site/assets" "$store/assets"
copy no-cache "$site/pedido" "$store/pedido" --include "/*.{js,css}"
# Each order before what says that it is the current one, and the pages that need neither.
copy no-cache "$site/pedido/d" "$store/pedido/d"
copy no-cache "$site" "$store" --exclude "/assets/**" --exclude "/pedido/{d,f}/**" --exclude "/pedido/{ledger.bin,latido.json}"
copy no-cache "$site/pedido/f" "$store/pedido/f"
# A reader takes a Ledger only with its own heartbeat, which comes last: from then on the new publication is there, whole.
copy no-cache "$site/pedido" "$store/pedido" --include /ledger.bin
copy no-cache "$site/pedido" "$store/pedido" --include /latido.json
# What is no more goes once nothing names it.
rclone sync --checksum --fast-list --delete-after --header-upload "Cache-Control: no-cache" "$site" "$store"
