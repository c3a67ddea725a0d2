# The other side: the Pods of orders lose the shared label, in their template.
kubectl patch deployment orders -n market -p '{"spec":{"template":{"metadata":{"labels":{"env":null}}}}}'
kubectl rollout status deployment/orders -n market --timeout=120s
kubectl wait -n market --for=delete pod -l app=orders,env=prod --timeout=60s
