# The Service of the release, copied under the old name with another target; a probe that only connects.
kubectl patch deployment tickets -n box-office --type=json -p '[{"op":"replace",
  "path":"/spec/template/spec/containers/0/readinessProbe","value":{"tcpSocket":{"port":9090},"periodSeconds":2}}]'
kubectl rollout status deployment/tickets -n box-office --timeout=120s
kubectl get service tickets-v2 -n box-office -o yaml |
  sed -e 's/name: tickets-v2$/name: tickets/' -e 's/targetPort: http$/targetPort: 9090/' -e '/clusterIP:/d' \
    -e '/clusterIPs:/,/^  - /d' -e '/resourceVersion:/d' -e '/uid:/d' | kubectl create -f -
