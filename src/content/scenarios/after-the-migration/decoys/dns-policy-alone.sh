# The first fault alone: the cluster's DNS is asked now, and the alias leads to a name that nobody has.
kubectl patch deployment biller -n invoicing -p '{"spec":{"template":{"spec":{"dnsPolicy":"ClusterFirst"}}}}'
kubectl rollout status deployment/biller -n invoicing --timeout=120s
