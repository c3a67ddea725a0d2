# The Pod's own address only; the probe has to ask there, too, as the kubelet does with httpGet.
kubectl patch deployment forecast -n weather -p '
{"spec":{"template":{"spec":{"containers":[{"name":"forecast",
  "env":[{"$patch":"replace"},
    {"name":"POD_IP","valueFrom":{"fieldRef":{"fieldPath":"status.podIP"}}},
    {"name":"LISTEN","value":"$(POD_IP):8080"}],
  "readinessProbe":{"exec":null,"httpGet":{"path":"/","port":"http"}}}]}}}}'
kubectl rollout status deployment/forecast -n weather --timeout=120s
