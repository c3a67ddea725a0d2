# Pods that ask the node's resolver instead do not find the cluster's names there.
kubectl patch deployment web -n shop -p '{"spec":{"template":{"spec":{"dnsPolicy":"Default"}}}}'
kubectl rollout status deployment/web -n shop --timeout=120s
