# The same as a patch.
kubectl patch deployment render -n reports -p '{"spec":{"replicas":2}}'
