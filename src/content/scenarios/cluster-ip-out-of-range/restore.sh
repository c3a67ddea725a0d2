# Takes away the address ranges that were added since this scenario began; what uses them goes with its namespace.
since=$(kubectl get namespace depot --ignore-not-found -o jsonpath='{.metadata.creationTimestamp}')
if [[ -z "$since" ]]; then exit 0; fi
kubectl get servicecidrs -o jsonpath='{range .items[*]}{.metadata.name}{" "}{.metadata.creationTimestamp}{"\n"}{end}' |
  while read -r name made; do
    if [[ "$name" != kubernetes && ! "$made" < "$since" ]]; then kubectl delete servicecidr "$name" --wait=false; fi
  done
