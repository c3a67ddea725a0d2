# A half-fix: the workers answer, the control plane takes no Pods and so has none to hand requests to.
kubectl patch deployment booking -n tickets -p '{"spec":{"strategy":{"rollingUpdate":{"maxSurge":0,"maxUnavailable":1}},
  "template":{"spec":{"nodeSelector":null,
  "affinity":{"podAntiAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":[
    {"topologyKey":"kubernetes.io/hostname","labelSelector":{"matchLabels":{"app":"booking"}}}]}}}}}}'
kubectl rollout status deployment/booking -n tickets --timeout=120s
