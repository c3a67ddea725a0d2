# A label made for this Service, in the template of prices, and asked for.
kubectl patch deployment prices -n market -p '{"spec":{"template":{"metadata":{"labels":{"serves":"prices"}}}}}'
kubectl rollout status deployment/prices -n market --timeout=120s
kubectl set selector service prices serves=prices -n market
