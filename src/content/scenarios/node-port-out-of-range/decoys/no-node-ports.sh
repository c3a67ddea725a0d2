# A load balancer that nobody provides here, and without node ports on top.
kubectl apply -f - <<'EOF'
apiVersion: v1
kind: Service
metadata:
  name: tickets
  namespace: kiosk
spec:
  type: LoadBalancer
  allocateLoadBalancerNodePorts: false
  selector:
    app: tickets
  ports:
    - name: http
      port: 80
      targetPort: http
EOF
