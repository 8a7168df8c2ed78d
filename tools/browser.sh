#!/bin/sh
# Chromium for the tests of the views: found, or installed from Debian's packages, or said missing.
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the tests of the views…"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null && exit 0
fi
echo "!! No Chromium here and no right to install it: the browser tests will be SKIPPED." >&2
echo "!! Install it (Debian: apt-get install chromium) and run the tests again." >&2
[ "$CI" = true ] && exit 1
exit 0
