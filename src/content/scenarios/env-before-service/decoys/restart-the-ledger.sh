# The Pods behind the Service are not those that remember a wrong address.
kubectl rollout restart deployment/ledger -n billing
kubectl rollout status deployment/ledger -n billing --timeout=120s
