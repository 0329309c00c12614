#!/bin/sh
# Creates the namespace of the product, whose closed workflows can be read for 90 days.
set -eu
temporal operator cluster health
if temporal operator namespace describe --namespace "$NAMESPACE" >/dev/null 2>&1; then
  echo "The namespace $NAMESPACE exists."
else
  temporal operator namespace create --namespace "$NAMESPACE" --retention 2160h
fi
