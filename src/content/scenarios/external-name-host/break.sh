# The ticker asks by an alias, and the archive knows no site of that name.
kubectl rollout status deployment/archive -n press --timeout=120s
kubectl apply -f - <<END
apiVersion: v1
kind: Service
metadata:
  name: archive
  namespace: newsroom
spec:
  type: ExternalName
  externalName: archive.press.svc.cluster.local
END
kubectl set env deployment/ticker -n newsroom ARCHIVE_URL=http://archive
kubectl rollout status deployment/ticker -n newsroom --timeout=120s
until [ "$(kubectl get pods -n newsroom -l app=ticker -o name | grep -c .)" = 1 ]; do
  sleep 1
done
until kubectl logs -n newsroom deployment/ticker --tail=1 | grep -q 404; do
  sleep 1
done
