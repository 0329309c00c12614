#!/bin/sh
# Creates the namespace of the product, whose closed workflows can be read for 90 days, and waits until it can be used.
set -eu

# Repeats a command for a minute until it succeeds.
eventually() {
  for _ in $(seq 60); do
    if "$@" >/dev/null 2>&1; then return; fi
    sleep 1
  done
  "$@"
}

eventually temporal operator cluster health
if temporal operator namespace describe --namespace "$NAMESPACE" >/dev/null 2>&1; then
  echo "The namespace $NAMESPACE exists."
else
  temporal operator namespace create --namespace "$NAMESPACE" --retention 2160h
fi
eventually temporal workflow list --namespace "$NAMESPACE" --limit 1
