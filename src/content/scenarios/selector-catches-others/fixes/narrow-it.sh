# Both labels: every pair must match, so one more pair catches fewer Pods.
kubectl patch service prices -n market -p '{"spec":{"selector":{"app":"prices"}}}'
