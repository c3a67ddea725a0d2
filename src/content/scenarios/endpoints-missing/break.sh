# A Service without a selector, and nobody who writes endpoints for it.
kubectl rollout status deployment/billing -n datacenter --timeout=120s
kubectl apply -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: billing
  namespace: bookings
spec:
  ports:
    - name: http
      port: 80
EOF
