# Apply takes back only what an applied manifest once named: the foreign key stays in the selector.
kubectl patch networkpolicy till-egress -n counter --type=json \
  -p '[{"op":"add","path":"/spec/egress/1/ports/-","value":{"protocol":"UDP","port":53}}]'
kubectl patch networkpolicy inventory-clients -n stock --type=json \
  -p '[{"op":"replace","path":"/spec/ingress/0/ports/0/port","value":8080}]'
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: inventory
  namespace: stock
spec:
  selector:
    app: inventory
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
