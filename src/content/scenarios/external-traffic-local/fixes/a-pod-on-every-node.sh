# The policy stays: every node, the control plane too, gets a Pod of its own.
kubectl patch deployment booking -n tickets -p '{"spec":{"replicas":3,
  "strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}},"template":{"spec":{
  "nodeSelector":null,"tolerations":[{"operator":"Exists"}],
  "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
    {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"booking"}}}]}}}}}}'
kubectl rollout status deployment/booking -n tickets --timeout=120s
