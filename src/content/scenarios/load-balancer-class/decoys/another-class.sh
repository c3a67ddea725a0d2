# Made anew for another class, of which nobody knows either.
kubectl delete service portal -n gallery
kubectl create -f - <<EOF
apiVersion: v1
kind: Service
metadata:
  name: portal
  namespace: gallery
spec:
  type: LoadBalancer
  loadBalancerClass: example.com/default
  selector:
    app: portal
  ports:
    - port: 80
      targetPort: http
EOF
