#!/bin/sh
# Java 17, which Spark needs: installed where root can, else asked for.
set -eu
if ! "${JAVA_HOME:+$JAVA_HOME/bin/}java" -version 2>/dev/null; then
	if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
		apt-get update -qq && apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null
	else
		echo 'Spark needs Java 17, which was not found; on Debian it is the package openjdk-17-jre-headless.' >&2
		exit 1
	fi
fi
