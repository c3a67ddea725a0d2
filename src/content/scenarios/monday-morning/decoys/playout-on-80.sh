# The program moves to the port that is asked for: requests are answered by Pods directly, without a virtual IP.
kubectl scale deployment coredns -n kube-system --replicas=2
kubectl rollout status deployment/coredns -n kube-system --timeout=120s
kubectl delete endpointslice playout-annex -n studio
kubectl patch statefulset playout -n studio --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"--port=80"},
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/containerPort","value":80}]'
kubectl rollout status statefulset/playout -n studio --timeout=120s
