# In the node's network the application listens on the node's loopback address: still refused.
kubectl patch deployment forecast -n weather -p '
{"spec":{"strategy":{"type":"Recreate","rollingUpdate":null},"template":{"spec":{"hostNetwork":true}}}}'
kubectl rollout status deployment/forecast -n weather --timeout=120s
