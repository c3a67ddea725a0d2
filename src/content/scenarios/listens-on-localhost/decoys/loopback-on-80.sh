# Another port, and the Service follows: still the loopback address.
kubectl set env deployment/forecast -n weather LISTEN=127.0.0.1:80
kubectl patch deployment forecast -n weather -p '
{"spec":{"template":{"spec":{"containers":[{"name":"forecast",
  "readinessProbe":{"exec":{"command":["wget","-q","-O","/dev/null","http://127.0.0.1:80/"]}}}]}}}}'
kubectl patch service forecast -n weather -p '{"spec":{"ports":[{"port":80,"targetPort":80}]}}'
kubectl rollout status deployment/forecast -n weather --timeout=120s
