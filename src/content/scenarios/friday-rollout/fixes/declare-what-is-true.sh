# The container declares the port on which it listens, the probe asks for it by name, and the Service has the name
# that clients use.
kubectl patch deployment tickets -n box-office --type=json -p '[
  {"op":"replace","path":"/spec/template/spec/containers/0/ports/0/containerPort","value":9090},
  {"op":"replace","path":"/spec/template/spec/containers/0/readinessProbe/httpGet/port","value":"http"}]'
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: tickets
  namespace: box-office
spec:
  selector:
    app: tickets
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
kubectl delete service tickets-v2 -n box-office
kubectl rollout status deployment/tickets -n box-office --timeout=120s
