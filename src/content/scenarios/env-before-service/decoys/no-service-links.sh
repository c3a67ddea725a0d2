# New Pods without any of those variables: the program has no address at all.
kubectl patch deployment invoicer -n billing -p '{"spec":{"template":{"spec":{"enableServiceLinks":false}}}}'
kubectl rollout status deployment/invoicer -n billing --timeout=120s
