# The policy stays, and each node that runs clients gets a Pod of its own.
kubectl patch deployment rates -n payments -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}},
  "template":{"spec":{"nodeSelector":null,
  "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
    {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"rates"}}}]}}}}}}'
kubectl rollout status deployment/rates -n payments --timeout=120s
