# The same as a strategic merge: entries of this list are told apart by their address.
kubectl patch deployment entrance -n festival -p '
{"spec":{"template":{"spec":{"hostAliases":[{"ip":"192.0.2.80","$patch":"delete"}]}}}}'
kubectl rollout status deployment/entrance -n festival --timeout=120s
